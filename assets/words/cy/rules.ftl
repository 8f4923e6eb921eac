# Y rheolau, fel y cânt eu gorfodi. Heb ei wirio gan gyfieithydd cymwys.
title = Rheolau
two_questions = Gofynnir dau gwestiwn bob tro, a rhaid i’r ddau gael yr ateb ie. A yw’r person yn dweud hynny? A gaiff y sedd hon wneud hyn?
same_texts = Mae ein profion yn darllen y testunau hyn. Os yw’r feddalwedd a llinell yma yn anghytuno, ni ellir ei rhyddhau.
who_heading = Pwy gaiff wneud beth, a’r hyn a brofwyd
who_what = Mae prawf mathemategol yn sôn am y polisïau yn unig. Profion meddalwedd sy’n dangos bod ie’n cael ei gyfrif yn gywir, a bod pob tudalen yn gofyn.
table = Pwy gaiff wneud beth
as_read = Mae’r testun hwn yn Saesneg: dyma’r union destun y mae’r profion yn ei gymharu â’r feddalwedd.
