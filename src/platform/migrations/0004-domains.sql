-- What a column may hold, for tables that are written most: PostgreSQL reads the checks of a table anew for each
-- statement that writes to it, those of a domain once in a connection.
create domain platform.sha256 as text check (length(value) = 64 and value !~ '[^0-9a-f]');
create domain platform.hs_code as text check (length(value) = 6 and value !~ '[^0-9]');
create domain platform.currency as text check (length(value) = 3);
create domain platform.minor_units as bigint check (value > 0);
create domain platform.ordinal as int check (value >= 1);
