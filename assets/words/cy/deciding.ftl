# The page of somebody with a recorded power.
title = Eich tudalen
nothing_heading = Ni ellir penderfynu dim nawr
nothing_why = Mae pŵer yn gadael i chi benderfynu dim ond lle mae clinigydd wedi cofnodi na all y person wneud yr un penderfyniad hwnnw nawr.
nothing_next = Siaradwch â’r practis. Gall y person benderfynu drosto’i hun unrhyw bryd, ac mae ei air yn cyfrif.
lead_for = Dyma’r geiriau y byddai’r person yn eu darllen. Ar y dudalen hon mae “chi” yn golygu’r person rydych yn penderfynu ar ei ran.
lead_wishes = Gofynnwch beth fyddai’r person am ei gael, a beth sydd orau iddo. Gall dewis sy’n annoeth i chi fod yn ddewis iddo o hyd.
lead_sees = Mae’r person yn gweld popeth yr ydych yn ei agor neu’n ei wneud yma. Gall ei stopio unrhyw bryd.
given_heading = Dywedoch ie ar ran y person
held = { $service }: nid oes dim wedi’i anfon. Mae’n mynd at { $provider } ar { $until }, oni bai bod rhywun yn ei stopio cyn hynny.
sent = { $service }: fe’i hanfonwyd at { $provider }.
over = { $service }, gyda { $provider }: mae drosodd.
undo = Dadwneud yr ie hwn
stop = Ei stopio ar ran y person
stop_what = Ni rennir dim mwy â’r gwasanaeth hwn. Ni ofynnir am reswm.
told = Dywedir wrth y person, yn y ffordd y gofynnodd.
concern = Oes rhywbeth o’i le? Codwch bryder
