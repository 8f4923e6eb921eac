# Ie dewisol. Heb ei wirio gan gyfieithydd cymwys.
title = Rhywbeth arall
heading = Hoffech chi rywbeth arall?
own_yes = Mae pob un o’r rhain yn ie ei hun. Nid oes yr un ymlaen oni bai eich bod chi’n dweud.
same = Mae eich cymorth yr un fath hebddynt.
off = I ffwrdd
on = Ymlaen
nothing = Nid oes gan y telerau cyhoeddedig ddim o’r math hwn i chi, felly nid oes dim i’w droi ymlaen.
stop = Stopio hyn
what = Beth gânt ei gael?
kept = Cedwir { $kept }.
yes = Ie i hyn
no = Dim diolch
tick = Ticiwch yr hyn y cânt ei gael, neu dywedwch dim diolch
may_have = Caiff { $who } hwn tan { $until }:
typed_waits = Fe ddywedoch ie, a rhywun a’i teipiodd ar eich rhan. Caiff { $who } hwn o { $from }. Gallwch ei stopio nawr:
would_get = Byddai { $who } yn cael:
