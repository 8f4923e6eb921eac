# Who may decide for the person, and how to object.
title = Your page
heading = Who may decide for you?
presumed = We start from this: you decide. Somebody else can only where the law says so, and for one decision at a time.
nothing = Nobody. Nothing is recorded.
seen_one = { $name } showed your practice { $kind }, number { $number }. Your practice recorded it on { $at }.
counts_until = Two people at your practice have seen it. It counts until { $until } at the latest.
waits = It does nothing yet: a second person at your practice has to see it too.
objected = You objected on { $at }. It does nothing until a clinician has looked at it again.
record = A clinician recorded that you cannot decide now whether to say yes to { $what }. That counts until { $until }.
help = This is the help that they say you were given:
any_word = Any yes, no or stop of your own ends that record at once.
object_heading = Do you object?
object_why = You need not say why. From that minute nobody can decide for you here.
object = I object. I decide myself
tells_guardian = The guardian is told, and answers you. A clinician may look at it again.
short = Your practice recorded that somebody may decide for you. You can object.
read_more = Read what is recorded
