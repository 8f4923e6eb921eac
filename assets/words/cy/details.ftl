# Cywiro manylion. Heb ei wirio gan gyfieithydd cymwys.
title = Eich manylion
heading = Beth ddylai fod yn wahanol?
at_once = Mae eraill yn gweld y geiriau newydd ar unwaith, ac nid yr hen rai mwyach. Nid oes neb yn cael mwy nag y cytunoch iddo.
name = Yr enw rydych yn ei ddefnyddio
phone = Ffôn (dewisol)
email = E-bost (dewisol)
helps = Yr hyn sy’n eich helpu i gyfathrebu (dewisol)
helps_hint = Er enghraifft: print bras, neu rywun sy’n arwyddo.
save = Cadw
practice_can = Mae eich dyddiad geni a’ch rhif GIG yn dweud pwy ydych chi. Os ydynt yn anghywir, gall eich meddygfa eu cywiro.
enter_name = Rhowch enw
