# Correcting details.
title = Your details
heading = What should be different?
at_once = Others see the new words at once, and the old ones no more. Nobody is sent more than you agreed to.
name = The name you use
phone = Phone (optional)
email = Email (optional)
helps = What helps you to communicate (optional)
helps_hint = For example: large print, or somebody who signs.
save = Save
practice_can = Your birth date and NHS number say who you are. If they are wrong, your practice can put them right.
enter_name = Give the name you use
