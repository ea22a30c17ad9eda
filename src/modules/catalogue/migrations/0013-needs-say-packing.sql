-- How a buyer would have the goods packed, in the words that listings use. What is not said is open.
alter table catalogue.need add column package_kind text check (length(package_kind) between 1 and 40);
