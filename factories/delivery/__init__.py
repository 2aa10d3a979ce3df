"""How messages go out: laid in a ledger by channel, claimed, judged, sent, marked.

What is promised, whatever beat, workers, Redis and the database do:

- Each message has one row a channel (`Delivery`, unique in the database), made in one transaction.
- A row is claimed before it is tried (`not_before` moves by a lease) and locked while it is tried, and
  the lock is held together with the number of the attempt: no two workers try one row at once.
- What can be doubled is the network's part alone: a worker that dies after the mail server took
  a mail, and before the row says so, sends it again. It carries the same Message-ID (a webhook: the
  same delivery id), so that a mail program shows one and a buyer's system takes one.
- Access is judged in the very transaction that sends. Who may no longer know is not told: `withheld`.
- Nothing is lost by being late: a try that failed comes again, for a day (statutory notices: two days).
  After that, or when it comes back, a person deals with it on the staff page.
"""
