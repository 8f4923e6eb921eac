# Words with a number in them.
title = There may be a National Insurance number in your words
not_needed = Nobody here needs it. We can leave it out.
without = With the number left out, it says:
mask = Save with the number masked
keep = Keep as written
