# The page of somebody with a recorded power.
title = Your page
nothing_heading = Nothing can be decided now
nothing_why = A power lets you decide only where a clinician has recorded that the person cannot make that one decision now.
nothing_next = Speak to the practice. The person can decide for themself at any time, and their word counts.
lead_for = These are the words that they would read. On this page “you” means the person you decide for.
lead_wishes = Ask yourself what they would want, and what is best for them. A choice you find unwise may still be theirs.
lead_sees = They see everything that you open or do here. They can stop it at any time.
given_heading = You said yes for them
held = { $service }: nothing has been sent. It goes to { $provider } on { $until }, unless somebody stops it before.
sent = { $service }: it was sent to { $provider }.
over = { $service }, with { $provider }: it is over.
undo = Undo this yes
stop = Stop it for them
stop_what = Nothing more is shared with this service. No reason is asked.
told = They are told, the way they asked to be reached.
concern = Is something wrong? Raise a concern
