# Taking back that somebody left.
is_it_right = Is this right?
typed_on = It was typed on { $at }.
same_yes = It is then the same yes as before, and nothing more.
not_left = I did not leave
gets_again = { $who } gets it again.
gets_when = { $who } gets it when it would have gone before.
