# Staff whom somebody knows.
title = Staff you know
heading = Is somebody here whom you know?
may_work = You may work here yourself, or know somebody who does. Tick who must see nothing of you.
no_reason = We ask for no reason, and they are not told. Somebody else does what they would have done.
keep_away = Keep these away from my record
save = Save
practice = Your practice
it_is = It is { $name }.
no_other = There is no other practice here.
moved = If you have moved, choose the new one. The old one then sees nothing of you any more.
handed_on = Nothing is handed on to the new one. Your support goes on.
listed = If the new one lists you already, your record takes that place.
other_row = If it knows more of you already, it keeps that. Your NHS number stays there too. Ask them to link the two.
power_ends = If somebody there recorded a legal power, it ends too.
moved_to = I have moved to
i_moved = I have moved
choose = Choose your new practice
