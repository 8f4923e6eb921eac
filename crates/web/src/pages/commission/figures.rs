//! Figures: that there are none yet, and why. Shows no number.

use maud::html;
use sayso_app::{Lane, commission};

use crate::ctx::{Answer, Ctx};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/figures",
        Who::Commission,
        "read_figures",
        "place_opened",
        figures,
    );
}

async fn figures(mut ctx: Ctx) -> Answer {
    ctx.act(Lane::Normal, |desk, visit| {
        commission::figures(desk, &visit.actor)
    })
    .await?;
    let body = html! {
        h1 { "Figures come later" }
        p { "No number is shown here yet. A small number can point to one person." }
        p { "Figures come with disclosure control: small numbers are hidden, and so is whatever would give them away." }
        h2 { "What they will answer, in this order" }
        ol {
            li { "Are people free to say no? How many said yes, not yet and no, and how many stopped." }
            li { "Was anybody asked again after a no?" }
            li { "Did people get what they themselves hoped for?" }
            li { "Is it fair: who is offered support, and who is not?" }
            li { "Was anybody harmed?" }
        }
        h2 { "What they will never show" }
        ul {
            li { "anything about one person" }
            li { "how many people a clinician offered support to, or how many of them said yes" }
            li { "a ranking of practices, providers or coaches" }
        }
    };
    Ok(ctx.page("Figures", None, &body))
}
