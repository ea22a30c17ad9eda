-- A participant's debts of a day may sum to more than 64 bits hold, while the difference that is paid never does.
alter table payments.netting_position alter column owed type numeric(40), alter column due type numeric(40);
