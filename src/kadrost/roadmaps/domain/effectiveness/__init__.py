"""Analysis of a plan's effectiveness: facts counted, rules applied, corrections proposed, decided and made an edition."""
