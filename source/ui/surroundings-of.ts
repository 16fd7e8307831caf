import type {CheckpointEntry, RunClient} from '../run/client.ts';
import type {Event} from '../run/protocol.ts';
import type {Surroundings} from './state.ts';
import type {GraphStructure} from './views/graph-structure.ts';

/** What a screen of that size, in cells, sees of a run now. */
export function surroundingsOf(
	client: RunClient,
	structure: GraphStructure,
	width: number,
	height: number,
): Surroundings {
	const {settings, parameters, facts} = client;
	const {
		status: {tick, savedTick, engine},
		events,
		link,
	} = client.frame();
	const checkpoints = client.checkpoints().toReversed();
	const unsaved = tick - Math.max(0, savedTick);
	return {
		facts,
		settings,
		parameters,
		presets: facts.presets,
		checkpoints,
		unsaved,
		steered: isSteered(events, checkpoints[0]),
		replay: link?.state === 'replay',
		readOnly: link?.state === 'read-only',
		tick,
		engine,
		events,
		width,
		height,
		structure,
		now: Date.now(),
	};
}

/** Commands that change the field at once. What else is set stays when a checkpoint is restored. */
const changing: readonly unknown[] = ['stimulus', 'excite', 'quench', 'clamp', 'silence', 'undo'];

/** Whether one of the newest events tells of a change of the field after a checkpoint, the newest one, was saved. */
export function isSteered(events: readonly Event[], newest: CheckpointEntry | undefined): boolean {
	const {seq} = newest ?? {};
	if (seq === undefined) return false;
	return events.some(event => event.seq > seq && changing.includes(event.data?.['id']) && event.kind !== 'refused');
}
