# Y cynnig a’r hyn a addewir gydag ef. Heb ei wirio gan gyfieithydd cymwys.
title = Help gyda gwaith, os ydych ei eisiau
    .easy =
        Gallwch gael help gyda gwaith.
        Eich dewis chi yw hyn.
    .picture = work
what = { $what }
    .easy =
        Gall hyfforddwr eich helpu gyda gwaith.
        Chi a’r hyfforddwr sy’n penderfynu beth i’w wneud.
    .picture = people
paid = { $paid_by } Daw i ben ar { $ends_on }.
    .easy =
        Mae rhywun yn talu am yr help hwn.
        Daw i ben ar { $ends_on }.
    .picture = money
benefits_heading = Eich budd-daliadau
    .easy = Eich budd-daliadau
    .picture = money
nothing_to_benefits = Nid ydym yn anfon eich gwybodaeth at y DWP na’r Ganolfan Waith.
    .easy =
        Mae’r DWP yn talu budd-daliadau.
        Nid ydym yn anfon eich gwybodaeth at y DWP na’r Ganolfan Waith.
    .picture = not-sent
law_can_force = Weithiau gall y gyfraith orfodi sefydliadau i roi gwybodaeth. Pe bai hynny’n digwydd, byddem yn dweud wrthych oni bai bod y gyfraith yn ein rhwystro.
    .easy =
        Weithiau mae’r gyfraith yn dweud bod rhaid rhoi gwybodaeth.
        Byddem yn dweud wrthych. Weithiau mae’r gyfraith yn ein rhwystro rhag dweud.
    .picture = paper
sends_to_benefits = Mae’r gwasanaeth hwn yn anfon { $categories } at { $recipient }. Gallwch gael cyngor gan { $advice } cyn ateb.
    .easy =
        Mae’r gwasanaeth hwn yn anfon gwybodaeth amdanoch at { $recipient }.
        Mynnwch gyngor cyn ateb.
        Gallwch ofyn i { $advice }.
    .picture = letter
no_effect = Mae { $organisation } wedi addo na fydd dweud ie, na na rhoi’r gorau iddi yn newid eich budd-daliadau. Llofnodwyd gan { $signed_by }, { $signed_on }.
    .easy =
        Mae { $organisation } wedi gwneud addewid.
        Ni fydd ie, na na stopio yn newid eich budd-daliadau.
        Llofnododd { $signed_by } hwn ar { $signed_on }.
    .picture = paper
work_changes_benefits = Gall dechrau gweithio neu newid eich oriau newid eich budd-daliadau.
    .easy = Gall dechrau gweithio newid eich budd-daliadau. Gall oriau newydd eu newid hefyd.
    .picture = work
telling_dwp = Chi sy’n dweud wrth y DWP am waith, ac efallai y bydd rhaid i chi. Nid yw Sayso byth yn gwneud hynny drosoch.
    .easy =
        Chi sy’n dweud wrth y DWP am waith.
        Efallai y bydd rhaid i chi ddweud wrthynt.
        Nid yw Sayso byth yn dweud wrthynt drosoch.
    .picture = person
advice = Cyngor annibynnol am ddim: { $advice }.
    .easy =
        Gallwch gael cyngor am ddim ar fudd-daliadau.
        Gofynnwch i { $advice }.
    .picture = ask
who_heading = Pwy fyddai’n eich cefnogi
    .easy = Pwy fyddai’n eich cefnogi
    .picture = people
who_name = { $name }
    .easy = Byddai { $name } yn eich cefnogi.
    .picture = place
owned = { $owners } sydd berchen ar { $name }.
    .easy = { $owners } sydd berchen ar { $name }.
    .picture = place
owner_not_said = Nid yw { $name } wedi dweud pwy sydd berchen arno.
    .easy = Nid yw { $name } wedi dweud pwy sydd berchen arno.
    .picture = ask
no_contract = Nid yw { $name } wedi datgan unrhyw gontract gyda’r system budd-daliadau.
    .easy = Mae { $name } yn dweud nad yw’n gweithio i’r system budd-daliadau.
    .picture = not-sent
also_for_benefits = Mae { $name } hefyd yn gweithio i’r system budd-daliadau: { $contracts }.
    .easy =
        Mae { $name } hefyd yn gweithio i’r system budd-daliadau.
        Dyma’r gwaith: { $contracts }.
    .picture = place
pays = Mae { $payer } yn talu { $name } am y gwasanaeth hwn.
    .easy = Mae { $payer } yn talu { $name }.
    .picture = money
depends = Mae rhan o’r tâl yn dibynnu ar ganlyniadau: { $rule }.
    .easy =
        Mae rhan o’r tâl yn dibynnu ar ganlyniadau.
        Dyma’r rheol: { $rule }.
    .picture = money
depends_on_nothing = Nid oes unrhyw dâl yn dibynnu ar yr hyn a wnewch neu a benderfynwch.
    .easy = Mae eu tâl yr un fath, beth bynnag a benderfynwch.
    .picture = money
flows_heading = Pwy sy’n cael beth, ac am ba hyd
    .easy = Pwy sy’n cael beth
    .picture = letter
flow = Mae { $recipient } yn cael { $categories }, { $purpose }. Cedwir: { $kept }.
    .easy =
        Mae { $recipient } yn cael peth gwybodaeth amdanoch.
        Y rheswm yw { $purpose }.
        Maent yn ei chadw: { $kept }.
        Dyma beth maent yn ei gael:
    .picture = letter
erased_after = Caiff popeth yma amdanoch ei ddileu { $months } mis ar ôl i’r gefnogaeth ddod i ben. Rydym yn dweud wrthych cyn hynny, a gallwch ei gadw.
    .easy =
        Daw’r gefnogaeth i ben un diwrnod.
        { $months } mis wedyn caiff popeth yma amdanoch ei ddileu.
        Rydym yn dweud wrthych cyn hynny.
        Gallwch ddweud eich bod yn ei gadw.
    .picture = paper
flow_item = { $category }
    .easy = { $category }
    .picture = paper
never = Byth yn cael eu hanfon: { $what }.
    .easy = Nid yw’r pethau hyn byth yn cael eu hanfon:
    .picture = not-sent
never_item = { $what }
    .easy = { $what }
    .picture = not-sent
medical_record = eich cofnod meddygol
ni_number = eich rhif Yswiriant Gwladol
no_heading = Beth sy’n digwydd os dywedaf na
    .easy = Os dywedwch na
    .picture = choice
no_care = Mae eich gofal yn aros yr un fath.
    .easy = Mae eich gofal yn aros yr un fath.
    .picture = care
no_trace = Nid oes dim yn cael ei ysgrifennu amdanoch, ac ni ddywedir wrth neb.
    .easy = Nid oes dim yn cael ei ysgrifennu amdanoch. Ni ddywedir wrth neb.
    .picture = lock
no_again = Gallwch ofyn amdano eto pryd bynnag y mynnwch.
    .easy = Gallwch ofyn eto pryd bynnag y mynnwch.
    .picture = ask
way_out_heading = Gallwch newid eich meddwl
    .easy = Gallwch newid eich meddwl
    .picture = stop
way_out = Gallwch stopio un peth, cymryd saib neu adael unrhyw bryd: ar eich tudalen, dros y ffôn neu gyda slip papur.
    .easy =
        Gallwch stopio unrhyw bryd.
        Gallwch wneud hynny ar eich tudalen.
        Gallwch ffonio, neu anfon slip papur.
    .picture = stop
way_out_ends = Un cam yw hyn, heb reswm. Daw eu mynediad i ben ar unwaith.
    .easy =
        Nid oes rhaid i chi ddweud pam.
        Wedyn ni allant weld dim mwy.
    .picture = lock
category_identity = eich enw
category_contact = sut i gysylltu â chi
category_access_needs = yr hyn sy’n eich helpu i gyfathrebu
category_own_words = yr hyn yr hoffech help gydag ef, yn eich geiriau chi
category_work = eich gwaith hyd yma
category_health_for_work = yr hyn sydd ei angen arnoch yn y gwaith
category_plan = eich gobeithion a’ch camau nesaf
category_appointments = eich cyfarfodydd
category_coach_notes = nodiadau y mae eich hyfforddwr yn eu hysgrifennu
category_jobs = swyddi yr ydych yn dweud wrthym amdanynt
category_wellbeing = sut yr ydych yn teimlo
category_feedback_to_gp = yr hyn y dewisoch ei ddweud wrth eich meddyg teulu
purpose_refer = i’ch cefnogi
purpose_feedback_to_gp = i ddweud wrth eich meddyg teulu sut aeth pethau
purpose_employers = i siarad â chyflogwyr drosoch
purpose_in_work = i gadw mewn cysylltiad wedi i chi ddechrau gweithio
purpose_needs_at_work = i wybod beth sydd ei angen arnoch yn y gwaith
purpose_pay_evidence = i gadw tystiolaeth o’ch cyflog
purpose_evaluation = i ddysgu a yw’r gwasanaeth yn gweithio
