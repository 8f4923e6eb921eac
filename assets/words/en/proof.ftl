# The policies, and what was proved about them.
title = Policies
heading = Who may do what, and what was proved about it
asked_first = Every act here is asked of these policies first. They are part of the software and cannot be changed while it runs.
solver = A solver proved these sentences, for every request there can be. The server does not start with other policies.
alone = A proof speaks of the policies alone. That a say-so is worked out rightly, and that each page asks, are tests.
what_proved = What was proved
take = Take the texts
f_schema = What can be asked
f_theorems = What must hold of them, always
f_proved = The record of the proof
certificate = The record is a certificate. It has a hash for each file and each theorem, and the versions of solver and tools.
compare = To compare the files:
fingerprint = Fingerprint of what was proved:
again = To prove it again, take the source and run
with_solver = with the solver cvc5.
where_stands = does the same where that program stands beside it.
