# Geiriau ar gyfer y cofnod meddyg teulu. Heb ei wirio gan gyfieithydd cymwys.
title = Geiriau i’w darllen
may_these = A gaiff y geiriau hyn fynd i’ch cofnod meddyg teulu?
heading = Geiriau ar gyfer eich cofnod meddyg teulu
have_gone = Mae’r geiriau hyn wedi mynd i system eich meddygfa ei hun. Gofynnwch i’ch meddygfa os ydych am iddynt gael eu tynnu allan.
before = Cyn i chi benderfynu
if_no = Os dywedwch na, nid oes dim yn cael ei ysgrifennu ac ni ddywedir wrth neb pam. Mae eich cymorth yn aros yr un fath.
answer = Eich ateb
yes = Ie, caiff y geiriau hyn fynd i’m cofnod meddyg teulu
no = Na, peidiwch â’u rhoi yno
code = A gânt sefyll o dan god hefyd?
code_hint = Mae cod yn gadael i gyfrifiaduron ddod o hyd i eiriau o’r fath a’u cyfrif. Nid oes rhaid i chi gael un.
no_code = Dim cod, y geiriau yn unig
with_code = Gyda’r cod: { $code }.
clinician = Ar ôl ie, mae clinigydd o’ch meddygfa yn penderfynu hefyd.
take_back = Gallwch eu tynnu’n ôl nes eu bod yn eich cofnod.
take = Tynnu’r geiriau hyn yn ôl
choose = Dewiswch ie neu na
