import {bindingsOf, views} from './bindings.ts';
import {logRoom, logWindow, moveInLog} from './event-keys.ts';
import {visibleEvents} from './event-log.ts';
import {hintAt} from './key-bar.ts';
import type {MouseReport} from './mouse-reports.ts';
import {moveInParameters} from './parameter-keys.ts';
import {chosenRow, moveInSaved, savedWindow} from './saved-keys.ts';
import type {MouseState, ScreenState, Surroundings, Updated} from './state.ts';
import {stay} from './transitions.ts';
import {update} from './update.ts';
import type {ListedNeighbours} from './views/graph-view.ts';
import {choosable} from './views/parameters.ts';
import {parametersWindow} from './views/parameters-window.ts';
import type {Region} from './views/regions.ts';

/** Between the presses of a double click, ms. */
const doubleMs = 400;

/** What a picture tells of itself. */
export interface Drawn {
	/** The key bar is without Unicode. */
	readonly ascii: boolean;
	readonly neighbours: ListedNeighbours | undefined;
}

/** A press on the key bar: what is pressed there is a key. */
export function pressHint(state: ScreenState, column: number, around: Surroundings, ascii: boolean): Updated {
	const hint = hintAt(column, state, around, ascii);
	if (hint === 'views') {
		const next = views[(views.findIndex(({id}) => id === state.view) + 1) % views.length];
		return next ? update(state, next.key, around) : stay(state);
	}
	const binding = bindingsOf[state.view].find(
		({shown, keys}) => hint !== undefined && (shown === hint || keys.includes(hint)),
	);
	return binding ? update(state, binding.keys[0], around) : stay(state);
}

interface Place {
	readonly around: Surroundings;
	readonly drawn: Drawn;
}

/** A press on a panel gives it the focus and chooses what is under it; a second one soon after takes that, or zooms. */
export function pressPanel(state: ScreenState, {column, row}: MouseReport, region: Region, place: Place): Updated {
	const {panel} = region;
	const {now} = place.around;
	const last = state.mouse.pressed;
	const near = last?.row === row && Math.abs(last.column - column) < 2;
	const twice = near && last.panel === panel && now - last.at < doubleMs;
	const begins = !twice && (state.view !== 'parameters' || parameterAt(state, region, row, place.around) !== undefined);
	const pressed: MouseState['pressed'] = {column, row, at: begins ? now : 0, panel, done: twice};
	const focused = {...state, notice: undefined, focus: panel, mouse: {...state.mouse, pressed}};
	return (
		chooseNode(focused, region, row, twice, place) ??
		// The only panel of a view is not zoomed: what it has of a value is typed there.
		(twice
			? update(focused, state.view === 'parameters' ? 'return' : 'z', place.around)
			: chooseRow(focused, region, row, place.around))
	);
}

/** A neighbour that was pressed is chosen, and picked when it was pressed twice. */
function chooseNode(
	state: ScreenState,
	{id, top}: Region,
	row: number,
	twice: boolean,
	{around, drawn: {neighbours}}: Place,
): Updated | undefined {
	const at = row - top - (neighbours?.row ?? 0);
	if (id !== 'side' || state.graph.picked === undefined || !neighbours || at < 0 || at >= neighbours.count)
		return undefined;
	const chosen = {...state, graph: {...state.graph, neighbour: neighbours.first + at}};
	return twice ? update(chosen, 'return', around) : stay(chosen);
}

/** The row of a list that was pressed is chosen. */
function chooseRow(state: ScreenState, {id, top, height}: Region, row: number, around: Surroundings): Updated {
	if (id !== 'list' || row <= top || row >= top + height - 1) return stay(state);
	switch (state.view) {
		case 'events': {
			const rows = visibleEvents(state.log, around.events);
			const {from, to, chosen} = logWindow(rows, state.log, logRoom(state, around.height));
			const wanted = from + row - top - 1;
			return wanted < to && wanted !== chosen ? moveInLog(state, around, wanted - chosen) : stay(state);
		}
		case 'checkpoints': {
			const chosen = chosenRow(state, around);
			const wanted = savedWindow(chosen, around.checkpoints.length, height).first + row - top - 2;
			const isRow = row > top + 1 && wanted < around.checkpoints.length;
			return isRow ? moveInSaved(state, around, wanted - chosen) : stay(state);
		}
		case 'parameters': {
			const {lines, at} = parametersWindow(state, around);
			const wanted = parameterAt(state, {top}, row, around);
			if (wanted === undefined) return stay(state);
			const between = choosable(lines.slice(Math.min(at, wanted), Math.max(at, wanted))).length;
			return wanted === at ? stay(state) : moveInParameters(state, around, wanted > at ? between : -between);
		}
		default:
			return stay(state);
	}
}

/** Place, among the rows of the Parameters view, of the parameter on a row of the screen; undefined on titles, headings and borders. */
function parameterAt(
	state: ScreenState,
	{top}: Pick<Region, 'top'>,
	row: number,
	around: Surroundings,
): number | undefined {
	const {lines, first, room, head} = parametersWindow(state, around);
	const shown = row - top - 1 - head;
	const line = lines[first + shown];
	return shown < 0 || shown >= room || line === undefined || line.kind === 'group' ? undefined : first + shown;
}
