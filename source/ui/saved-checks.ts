import type {CheckpointEntry} from '../run/client.ts';
import type {SavedState, ScreenState, Surroundings} from './state.ts';

/** What a check is remembered by: a file that is saved again under the same name was not checked. */
export const checkKey = ({file, sha256}: Pick<CheckpointEntry, 'file' | 'sha256'>): string => `${sha256} ${file}`;

/** The state without a comparison of a checkpoint that was saved again since under the same name. */
export function withoutStale(state: ScreenState, {checkpoints}: Surroundings): ScreenState {
	const {comparison, compared} = state.saved;
	if (!comparison || !compared) return state;
	const [a, b] = compared;
	const stale = checkpoints.some(
		({file, sha256}) => (file === comparison.a && sha256 !== a) || (file === comparison.b && sha256 !== b),
	);
	return stale ? withSaved(state, {comparison: undefined, compared: undefined, top: 0}) : state;
}

/** The screen with part of the Checkpoints view changed. */
export const withSaved = (state: ScreenState, change: Partial<SavedState>): ScreenState => ({
	...state,
	saved: {...state.saved, ...change},
});
