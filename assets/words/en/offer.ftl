# The offer and what is promised with it. Generated from the flow register: a sentence is shown only if it is true.
title = Help with work, if you want it
    .easy =
        You can get help with work.
        It is your choice.
    .picture = work
what = { $what }
    .easy =
        A coach can help you with work.
        You and the coach decide what to do.
    .picture = people
paid = { $paid_by } It ends on { $ends_on }.
    .easy =
        Somebody pays for this help.
        It ends on { $ends_on }.
    .picture = money
benefits_heading = Your benefits
    .easy = Your benefits
    .picture = money
nothing_to_benefits = We do not send your information to the DWP or Jobcentre.
    .easy =
        The DWP pays benefits.
        We do not send your information to the DWP or Jobcentre.
    .picture = not-sent
law_can_force = The law can sometimes force organisations to give information. If that happened we would tell you unless the law stopped us.
    .easy =
        Sometimes the law says that information must be given.
        We would tell you. Sometimes the law stops us from telling you.
    .picture = paper
sends_to_benefits = This service sends { $categories } to { $recipient }. You can get advice from { $advice } before you answer.
    .easy =
        This service sends information about you to { $recipient }.
        Get advice before you answer.
        You can ask { $advice }.
    .picture = letter
no_effect = { $organisation } has promised that saying yes, no or stopping will not change your benefits. Signed { $signed_by }, { $signed_on }.
    .easy =
        { $organisation } made a promise.
        Yes, no or stopping will not change your benefits.
        { $signed_by } signed it on { $signed_on }.
    .picture = paper
work_changes_benefits = Starting work or changing your hours can change your benefits.
    .easy = Starting work can change your benefits. New hours can change them too.
    .picture = work
telling_dwp = Telling the DWP about work is up to you, and may be required. Sayso never does it for you.
    .easy =
        You tell the DWP about work yourself.
        You may have to tell them.
        Sayso never tells them for you.
    .picture = person
advice = Free, independent advice: { $advice }.
    .easy =
        You can get free advice about benefits.
        Ask { $advice }.
    .picture = ask
who_heading = Who would support you
    .easy = Who would support you
    .picture = people
who_name = { $name }
    .easy = { $name } would support you.
    .picture = place
owned = { $name } is owned by { $owners }.
    .easy = { $name } belongs to { $owners }.
    .picture = place
owner_not_said = { $name } has not said who owns it.
    .easy = { $name } has not said who owns it.
    .picture = ask
no_contract = { $name } has declared no contract with the benefits system.
    .easy = { $name } says it does no work for the benefits system.
    .picture = not-sent
also_for_benefits = { $name } also works for the benefits system: { $contracts }.
    .easy =
        { $name } also works for the benefits system.
        The work is: { $contracts }.
    .picture = place
pays = { $payer } pays { $name } for this service.
    .easy = { $payer } pays { $name }.
    .picture = money
depends = Part of the pay depends on results: { $rule }.
    .easy =
        Some of the pay depends on results.
        This is the rule: { $rule }.
    .picture = money
depends_on_nothing = No pay depends on what you do or decide.
    .easy = They are paid the same, whatever you decide.
    .picture = money
flows_heading = Who gets what, and for how long
    .easy = Who gets what
    .picture = letter
flow = { $recipient } gets { $categories }, { $purpose }. Kept { $kept }.
    .easy =
        { $recipient } gets some information about you.
        It is { $purpose }.
        They keep it { $kept }.
        This is what they get:
    .picture = letter
erased_after = Everything here about you is erased { $months } months after support ended. We tell you before, and you can keep it.
    .easy =
        Support ends one day.
        { $months } months later everything here about you is erased.
        We tell you before.
        You can say that you keep it.
    .picture = paper
flow_item = { $category }
    .easy = { $category }
    .picture = paper
never = Never sent: { $what }.
    .easy = These things are never sent:
    .picture = not-sent
never_item = { $what }
    .easy = { $what }
    .picture = not-sent
medical_record = your medical record
ni_number = your National Insurance number
no_heading = What happens if I say no
    .easy = If you say no
    .picture = choice
no_care = Your care stays the same.
    .easy = Your care stays the same.
    .picture = care
no_trace = Nothing is written about you, and nobody is told.
    .easy = Nothing is written about you. Nobody is told.
    .picture = lock
no_again = You can ask about it again whenever you like.
    .easy = You can ask again whenever you like.
    .picture = ask
way_out_heading = You can change your mind
    .easy = You can change your mind
    .picture = stop
way_out = You can stop one thing, pause or leave at any time: on your page, by phone or with a paper slip.
    .easy =
        You can stop at any time.
        You can do it on your page.
        You can phone, or send a paper slip.
    .picture = stop
way_out_ends = It takes one step and no reason. Their access ends at once.
    .easy =
        You do not have to say why.
        Then they can see nothing more.
    .picture = lock
category_identity = your name
category_contact = how to reach you
category_access_needs = what helps you to communicate
category_own_words = what you want help with, in your words
category_work = your work so far
category_health_for_work = what you need at work
category_plan = your hopes and next steps
category_appointments = your meetings
category_coach_notes = notes your coach writes
category_jobs = jobs you tell us about
category_wellbeing = how you feel
category_feedback_to_gp = what you chose to tell your GP
purpose_refer = to support you
purpose_feedback_to_gp = to tell your GP how it went
purpose_employers = to speak to employers for you
purpose_in_work = to stay in touch once you are in work
purpose_needs_at_work = to know what you need at work
purpose_pay_evidence = to keep evidence of your pay
purpose_evaluation = to learn whether the service works
