"""Pure text work: formats, blocks, sentences, facts, masks, language, grammar."""
