import type {RunFacts} from '../run/protocol.ts';

/** Why a command can't be had in this run, one line; undefined when it can. */
export const lackOf = (
	{facts}: {readonly facts: Pick<RunFacts, 'lacks'>},
	id: string | undefined,
): string | undefined => (id === undefined ? undefined : facts.lacks?.[id]);
