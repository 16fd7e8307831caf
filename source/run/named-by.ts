import type {Event, RunFacts} from './protocol.ts';

/** What stays true of a run after an event; the same object, unless the event gave the run another name. */
export const namedBy = (facts: RunFacts, {data}: Pick<Event, 'data'>): RunFacts =>
	data?.['id'] === 'name' && typeof data['name'] === 'string' ? {...facts, name: data['name']} : facts;
