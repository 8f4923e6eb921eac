# Meddygfa sy’n cau. Heb ei wirio gan gyfieithydd cymwys.
practice_title = Am eich meddygfa
has_closed = Mae { $name } wedi cau yma.
nobody_there = Ni all neb yno agor dim o’ch eiddo. Mae eich cymorth yn parhau.
choose_next = Chi sy’n dewis eich meddygfa nesaf. Tan hynny, ni ddywedir dim wrth unrhyw feddygfa.
closes_on = Mae { $name } yn cau yma ar { $at }.
until_then = Tan hynny nid oes dim yn newid. Wedyn nid oes neb yno’n gweld dim o’ch eiddo.
nobody_moved = Nid oes neb yn cael ei symud. Chi sy’n dewis eich meddygfa nesaf, nawr neu’n hwyrach.
choose_practice = Dewis eich meddygfa
