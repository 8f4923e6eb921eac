# Yr hyn sydd wedi’i ddiffodd, a gofynion cyfreithiol. Heb ei wirio gan gyfieithydd cymwys.
off_heading = Beth sydd wedi’i ddiffodd?
off_how = Gall un sedd ddiffodd meddygfa, gwasanaeth neu un llif o wybodaeth, ar unwaith. Mae angen dwy i’w droi ymlaen eto.
off_while = Tra bydd wedi’i ddiffodd nid oes dim byd newydd yn cael ei gynnig na’i anfon yno. Mae pob ffordd allan yn dal i weithio.
off_none = Nid oes dim wedi’i ddiffodd.
off_by = Pwy a’i diffoddodd: { $who }. Pryd: { $at }.
on_again = Trodd dwy sedd ef ymlaen eto: { $at }.
off_now = Wedi’i ddiffodd.
on_asked = Mae un sedd wedi gofyn am ei droi ymlaen: { $at }. Nid yw ail sedd wedi cytuno.
law_heading = Beth fu’n rhaid i ni ei drosglwyddo oherwydd y gyfraith?
law_nothing = Nid yw Sayso yn anfon dim oherwydd gofyniad cyfreithiol. Rhaid i ddau berson gytuno cyn i neb drosglwyddo dim, ac wedyn dim ond enw a ffordd o gysylltu.
law_dwp = Ni allant gytuno i ddim yma ar gyfer y DWP, Canolfan Waith na rhan arall o’r system budd-daliadau.
law_court = Gall llys orfodi’r sefydliadau sy’n dal gwybodaeth o hyd. Mae’r dudalen hon wedyn yn ei gyfrif.
law_caption = Gofynion cyfreithiol fesul blwyddyn
year = Blwyddyn
who = Pwy a ofynnodd
came = Gofynion
handed = Trosglwyddwyd rhywbeth
