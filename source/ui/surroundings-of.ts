import type {RunClient} from '../run/client.ts';
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
		status: {tick, savedTick},
		events,
		link,
	} = client.frame();
	const checkpoints = client.checkpoints().toReversed();
	const unsaved = tick - Math.max(0, savedTick);
	return {
		settings,
		parameters,
		presets: facts.presets,
		checkpoints,
		unsaved,
		replay: link?.state === 'replay',
		tick,
		events,
		width,
		height,
		structure,
		now: Date.now(),
	};
}
