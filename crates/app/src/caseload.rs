//! A coach’s people: today, the list, one person’s page.
