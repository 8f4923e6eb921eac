# The rules, as they are enforced.
title = Rules
two_questions = Two questions are asked each time, and both must be answered yes. Does the person say so? May this seat do this?
same_texts = These texts are the ones that our tests read. If the software and a line here disagree, it cannot be released.
who_heading = Who may do what, and what was proved
who_what = A proof speaks of the policies alone. That a say-so is worked out rightly, and that each page asks, are tests.
table = Who may do what
as_read = This text is in English: it is the very one that the tests compare with the software.
