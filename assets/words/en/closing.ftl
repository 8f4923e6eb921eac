# A practice that closes.
practice_title = About your practice
has_closed = { $name } has closed here.
nobody_there = Nobody there can open anything of yours. Your support goes on.
choose_next = You choose your next practice. Until you do, no practice is told anything.
closes_on = { $name } closes here on { $at }.
until_then = Until then nothing changes. Afterwards nobody there sees anything of yours.
nobody_moved = Nobody is moved. You choose your next practice yourself, now or later.
choose_practice = Choose your practice
