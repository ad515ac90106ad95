def schedule_in_words(s):
    return s.why or repr(s.rules)
