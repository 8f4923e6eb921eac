# Taking back that somebody left.
is_it_right = Is this right?
typed_on = It was typed on { $at }.
same_yes = It is then the same yes as before, and nothing more.
not_left = I did not leave
gets_again = { $who } gets it again.
gets_when = { $who } gets it when it would have gone before.
not_stopped = I did not stop this
asked_afresh = The terms, or who stands behind this, are others now. You can be asked afresh.
to_asking = Read what it means now, and answer
