* A workshop: 40 of wood and 50 of work, for chairs at 30 and tables at 50, and 7 earned in any case.
NAME workshop
OBJSENSE
    MAX
ROWS
 N profit
 L wood
 L work
COLUMNS
 M1 'MARKER' 'INTORG'
 chairs profit 30 wood 1
 chairs work 2
 tables profit 50 wood 2
 tables work 1
 M2 'MARKER' 'INTEND'
RHS
 RHS wood 40 work 50
 RHS profit -7
BOUNDS
 UP BOUND chairs 100
 PL BOUND tables
ENDATA
