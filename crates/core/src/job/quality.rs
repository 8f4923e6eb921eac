//! Three counts and never one: started, met the quality floor, is what I wanted. Owns: what each means, by version.
//! Never adds them up, never ranks anybody by them.

use jiff::civil::Date;

use super::{Contract, Hours, Job, JobState, Notice, Told, Verdict};
use crate::job::wage::PayBand;

/// The version of the definitions below. A changed definition is a new version, and figures name theirs.
pub const VERSION: u32 = 1;

/// Version 1 in words, as it is shown beside each figure.
pub const DEFINITION: &str = "Version 1. Started: a paid job with a first day that has come. Met the quality floor: paid \
    at least the Real Living Wage, not a contract without promised hours, shifts known four weeks before, and at \
    least 16 hours or the hours that the person wanted. Is what I wanted: the person says yes to that question. Only \
    jobs that the person told or agreed to are counted.";

/// Did a job meet the floor?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Floor {
    /// Every part is told and met.
    Met,
    /// A part that is told is not met.
    NotMet,
    /// What is told is met, and something is not told. Counted neither way.
    NotTold,
}

/// The floor of one job. A skipped field is never read as a no.
#[must_use]
pub fn floor(told: &Told) -> Floor {
    let pay = told.pay.map(|p| p != PayBand::Below);
    let contract = told
        .contract
        .map(|c| !matches!(c, Contract::ZeroHours | Contract::Volunteer));
    let notice = told.notice.map(|n| n == Notice::FourWeeks);
    let enough = told
        .hours
        .map(|h| matches!(h, Hours::SixteenToThirty | Hours::OverThirty));
    // Fewer hours are enough where they are the hours that the person wanted.
    let hours = match (enough, told.hours_wanted) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    };
    let parts = [pay, contract, notice, hours];
    if parts.contains(&Some(false)) {
        Floor::NotMet
    } else if parts.contains(&None) {
        Floor::NotTold
    } else {
        Floor::Met
    }
}

/// The three counts. They stand beside each other and are never one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Jobs that started.
    pub started: u32,
    /// Of these, jobs that met the quality floor.
    pub met_the_floor: u32,
    /// Of these, jobs of which too little is told to say.
    pub floor_not_told: u32,
    /// Of these, jobs that are what the person wanted.
    pub wanted: u32,
}

/// Counts jobs as of `day`.
#[must_use]
pub fn counts(jobs: &[Job], day: Date) -> Counts {
    let started = jobs.iter().filter(|j| {
        j.state == JobState::Kept
            && j.told.contract != Some(Contract::Volunteer)
            && j.told.started.is_some_and(|s| s <= day)
    });
    started.fold(Counts::default(), |mut all, job| {
        all.started += 1;
        match floor(&job.told) {
            Floor::Met => all.met_the_floor += 1,
            Floor::NotTold => all.floor_not_told += 1,
            Floor::NotMet => {}
        }
        all.wanted += u32::from(job.told.verdict == Some(Verdict::Yes));
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Author;
    use crate::id::{JobId, PersonId};
    use jiff::Timestamp;
    use jiff::civil::date;

    fn good() -> Told {
        Told {
            started: Some(date(2026, 4, 1)),
            hours: Some(Hours::OverThirty),
            pay: Some(PayBand::AtLeast),
            contract: Some(Contract::Permanent),
            notice: Some(Notice::FourWeeks),
            ..Told::default()
        }
    }

    fn job(state: JobState, told: Told) -> Job {
        Job {
            id: JobId::NIL,
            person: PersonId::NIL,
            referral: None,
            state,
            author: Author::Person,
            told,
            written_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn each_part_of_the_floor_can_fail_it_by_itself() {
        assert_eq!(floor(&good()), Floor::Met);
        let mut broken = vec![good(), good(), good(), good()];
        broken[0].pay = Some(PayBand::Below);
        broken[1].contract = Some(Contract::ZeroHours);
        broken[2].notice = Some(Notice::OneWeek);
        broken[3].hours = Some(Hours::UnderEight);
        broken[3].hours_wanted = Some(false);
        for told in broken {
            assert_eq!(floor(&told), Floor::NotMet, "{told:?}");
        }
    }

    #[test]
    fn a_field_left_out_is_never_a_no() {
        let mut told = good();
        told.pay = None;
        assert_eq!(floor(&told), Floor::NotTold);
        assert_eq!(floor(&Told::default()), Floor::NotTold);
    }

    #[test]
    fn few_hours_are_enough_when_they_are_what_the_person_wanted() {
        let mut told = good();
        told.hours = Some(Hours::UnderEight);
        told.hours_wanted = Some(true);
        assert_eq!(floor(&told), Floor::Met);
    }

    #[test]
    fn the_three_counts_go_their_own_ways() {
        let bad_but_wanted = Told {
            verdict: Some(Verdict::Yes),
            contract: Some(Contract::ZeroHours),
            ..good()
        };
        let good_and_unwanted = Told {
            verdict: Some(Verdict::No),
            ..good()
        };
        let ahead = Told {
            started: Some(date(2026, 6, 1)),
            ..good()
        };
        let unpaid = Told {
            contract: Some(Contract::Volunteer),
            ..good()
        };
        let jobs = [
            job(JobState::Kept, bad_but_wanted),
            job(JobState::Kept, good_and_unwanted),
            job(JobState::Kept, Told { pay: None, ..good() }),
            job(JobState::Kept, ahead),
            job(JobState::Kept, unpaid),
            job(JobState::Suggested, good()),
            job(JobState::Gone, good()),
        ];
        let counted = counts(&jobs, date(2026, 5, 1));
        let expected = Counts {
            started: 3,
            met_the_floor: 1,
            floor_not_told: 1,
            wanted: 1,
        };
        assert_eq!(counted, expected);
    }
}
