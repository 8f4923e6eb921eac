# Y polisïau, a’r hyn a brofwyd amdanynt. Heb ei wirio gan gyfieithydd cymwys.
title = Polisïau
heading = Pwy gaiff wneud beth, a’r hyn a brofwyd am hynny
asked_first = Gofynnir i’r polisïau hyn yn gyntaf am bob gweithred yma. Maent yn rhan o’r feddalwedd ac ni ellir eu newid tra bydd yn rhedeg.
solver = Profodd datryswr y brawddegau hyn, ar gyfer pob cais a all fod. Nid yw’r gweinydd yn dechrau â pholisïau eraill.
alone = Mae prawf mathemategol yn sôn am y polisïau yn unig. Profion meddalwedd sy’n dangos bod ie’n cael ei gyfrif yn gywir, a bod pob tudalen yn gofyn.
what_proved = Yr hyn a brofwyd
take = Cymryd y testunau
f_schema = Yr hyn y gellir ei ofyn
f_theorems = Yr hyn y mae’n rhaid iddo fod yn wir amdanynt, bob amser
f_proved = Cofnod y prawf
certificate = Tystysgrif yw’r cofnod. Mae ynddo hash ar gyfer pob ffeil a phob theorem, a fersiynau’r datryswr a’r offer.
compare = I gymharu’r ffeiliau:
fingerprint = Ôl bys yr hyn a brofwyd:
again = I’w brofi eto, cymerwch y cod ffynhonnell a rhedwch
with_solver = gyda’r datryswr cvc5.
where_stands = sy’n gwneud yr un peth lle mae’r rhaglen honno wrth ei ymyl.
