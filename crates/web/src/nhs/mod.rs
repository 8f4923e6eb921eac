//! NHS.UK components as typed functions, held equal to their published fixtures by `tests/components.rs`.
//! Owns their markup; never the words, never the NHS logo or name, never a script.

pub mod banner;
pub mod button;
pub mod card;
pub mod choices;
pub mod date_input;
pub mod error_summary;
pub mod field;
pub mod header;
pub mod heading;
pub mod icon;
pub mod input;
pub mod links;
pub mod nav;
pub mod notes;
pub mod own;
pub mod parts;
pub mod select;
pub mod summary_list;
pub mod table;
pub mod tag;

pub use banner::{NotificationBanner, Panel, notification_banner, panel};
pub use button::{Button, ButtonKind, button};
pub use card::{Action, Card, CardKind, card};
pub use choices::{Behaviour, Choice, Choices, Item, checkboxes, radios};
pub use date_input::{DateInput, DatePart, date_input};
pub use error_summary::{ErrorSummary, Problem, error_summary, problems, problems_in};
pub use field::{ErrorMessage, Fieldset, error_message, fieldset, hint};
pub use header::{Header, NavItem, csrf_field, footer, header};
pub use heading::{Caption, Label, Legend, Placement, caption, label, legend};
pub use icon::{Icon, icon};
pub use input::{Input, Textarea, input, textarea};
pub use links::{ActionLink, BackLink, action_link, back_link, skip_link};
pub use nav::{PageNumber, Pagination, Status, Task, Turn, breadcrumb, pagination, task_list};
pub use notes::{Details, DoDontList, WarningCallout, details, do_dont_list, inset_text, warning_callout};
pub use own::{Stage, Step, bar, identity_bar, parcel_letter, say_aloud, timeline};
pub use parts::{Content, Size, visually_hidden};
pub use select::{Choose, Select, select};
pub use summary_list::{Row, SummaryList, summary_list};
pub use table::{Align, Cell, Look, Sort, Table, table};
pub use tag::{Colour, Tag, tag};
