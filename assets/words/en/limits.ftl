# What a message keeps to.
when = When a message may arrive
when_hint = A message waits until then. A sign-in code comes at once, because you have just asked for it.
not_before = Not before
not_after = Not after
weekends = Not on Saturday or Sunday
shared = Other people see this phone, post or email
shared_hint = Then a message does not even say your name.
sender = Who should a text seem to come from? (optional)
sender_hint = Up to 11 letters. For example: Garden club. You cannot reply to such a text.
later_end = Choose an end that is later than the start
sender_letters = Use up to 11 letters, digits or spaces, with a letter among them
noon = 12 noon
midnight = midnight
am = { $hour }am
pm = { $hour }pm
