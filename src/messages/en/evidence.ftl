# Checkpoints, keys, evidence that is handed over.

wrong-key-none = what it names is no key of this ledger
wrong-key-second = there was a first key already
wrong-key-not-current = this is not the key that signs here
wrong-key-signature = the signature is wrong
wrong-key-no-such-head = the checkpoint fits none of the entries just before it
