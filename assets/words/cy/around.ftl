# Staff y mae rhywun yn eu hadnabod. Heb ei wirio gan gyfieithydd cymwys.
title = Staff yr ydych yn eu hadnabod
heading = A oes rhywun yma yr ydych yn ei adnabod?
may_work = Efallai eich bod yn gweithio yma eich hun, neu’n adnabod rhywun sydd. Ticiwch pwy na chaiff weld dim ohonoch.
no_reason = Nid ydym yn gofyn am reswm, ac ni ddywedir wrthynt. Mae rhywun arall yn gwneud yr hyn y byddent wedi’i wneud.
keep_away = Cadw’r rhain draw o’m cofnod
save = Cadw
practice = Eich meddygfa
it_is = Dyma hi: { $name }.
no_other = Nid oes meddygfa arall yma.
moved = Os ydych wedi symud, dewiswch yr un newydd. Yna nid yw’r hen un yn gweld dim ohonoch mwyach.
handed_on = Nid oes dim yn cael ei drosglwyddo i’r un newydd. Mae eich cymorth yn parhau.
listed = Os yw’r un newydd yn eich rhestru eisoes, mae eich cofnod yn cymryd y lle hwnnw.
other_row = Os yw’n gwybod mwy amdanoch eisoes, mae’n cadw hynny. Mae eich rhif GIG yn aros yno hefyd. Gofynnwch iddynt gysylltu’r ddau.
power_ends = Os cofnododd rhywun yno bŵer cyfreithiol, daw hwnnw i ben hefyd.
moved_to = Rwyf wedi symud i
i_moved = Rwyf wedi symud
choose = Dewiswch eich meddygfa newydd
