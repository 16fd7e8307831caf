import type {ScreenState, Surroundings} from '../state.ts';
import {bodyHeight} from './body.ts';
import {chosenAmong, type ParameterLine, parameterLines} from './parameters.ts';

/** Rows of what is said of the chosen parameter. */
export const detailRows = 2;
/** Rows of the body from which the columns have titles. */
const headFrom = 12;

/** What of the parameters' rows is shown, on a terminal of that height. */
export interface ParametersWindow {
	readonly lines: readonly ParameterLine[];
	readonly chosen: ReturnType<typeof chosenAmong>;
	/** Place of the chosen row among the lines. */
	readonly at: number;
	/** The first row that is shown, and how many there is room for. */
	readonly first: number;
	readonly room: number;
	/** Rows of titles above them. */
	readonly head: number;
}

/** The rows of the Parameters view that are shown, the chosen one among them. */
export function parametersWindow(state: ScreenState, around: Surroundings): ParametersWindow {
	const height = bodyHeight(around.height);
	const lines = parameterLines(around, state.parameters.filter);
	const chosen = chosenAmong(lines, state.parameters.chosen);
	const head = height >= headFrom ? 1 : 0;
	const room = Math.max(1, height - 2 - head - detailRows - 1);
	const at = Math.max(0, chosen ? lines.indexOf(chosen) : -1);
	return {lines, chosen, at, first: Math.max(0, Math.min(at - Math.floor(room / 2), lines.length - room)), room, head};
}
