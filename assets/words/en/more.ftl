# Optional yeses.
title = Something more
heading = Would you like anything more?
own_yes = Each of these is its own yes. None is on unless you say so.
same = Your support is the same without them.
off = Off
on = On
nothing = The published terms have nothing of this kind for you, so there is nothing to turn on.
stop = Stop this
what = What may they have?
kept = Kept { $kept }.
yes = Yes to this
no = No thank you
tick = Tick what they may have, or say no thank you
may_have = { $who } may have this until { $until }:
typed_waits = You said yes, and somebody typed it for you. { $who } may have this from { $from }. You can stop it now:
would_get = { $who } would get:
