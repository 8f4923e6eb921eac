# Tynnu’n ôl bod rhywun wedi gadael. Heb ei wirio gan gyfieithydd cymwys.
is_it_right = A yw hyn yn iawn?
typed_on = Cafodd ei deipio ar { $at }.
same_yes = Yr un ie ag o’r blaen ydyw wedyn, a dim byd mwy.
not_left = Ni wnes i adael
gets_again = Mae { $who } yn ei gael eto.
gets_when = Mae { $who } yn ei gael pan fyddai wedi mynd o’r blaen.
not_stopped = Wnes i ddim stopio hyn
asked_afresh = Mae’r telerau, neu’r rhai sydd y tu ôl i hyn, wedi newid. Gellir gofyn i chi o’r newydd.
to_asking = Darllen beth mae’n ei olygu nawr, ac ateb
