"""The outbox: notices of fixed wording, kept with the change that causes them and sent by the
worker, each to one recipient who may still receive it. No case content leaves by e-mail."""
