# What the first page shows.
private = Your private word
opens_rest = It opens the rest of your page. If you have none yet,
choose_first = choose one first
not_your_word = That is not your private word
what_show = What should your first page show?
shoulder = Somebody who looks over your shoulder sees only that page.
everything = Everything
meeting = My next meeting, and nothing else
rest = The rest opens with your private word.
save = Save
