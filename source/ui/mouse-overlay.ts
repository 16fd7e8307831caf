import {lengthOf} from './lists.ts';
import type {MouseReport} from './mouse-reports.ts';
import {listPlan} from './overlay-lists.ts';
import {pickerWindow} from './overlay-picker.ts';
import {pickerRows} from './picker.ts';
import type {ScreenState, Surroundings, Updated} from './state.ts';
import {stay} from './transitions.ts';
import {update} from './update.ts';

/** Rows of the palette and the help that a notch of the wheel moves. */
const notch = 3;

/** The mouse over what is asked for: a row of the palette or the help is done at once, like one of a menu; prompts are for keys. */
export function overOverlay(state: ScreenState, report: MouseReport, around: Surroundings): Updated {
	switch (state.mode) {
		case 'help':
		case 'palette':
			return inPicker(state, report, around);
		case 'restore':
		case 'confirm':
		case 'quit':
		case 'nodes':
		case 'presets':
		case 'replace':
			return inList(state, report, around);
		default:
			return stay(state);
	}
}

function inPicker(state: ScreenState, {kind, row, steps}: MouseReport, around: Surroundings): Updated {
	const {length} = pickerRows(state, around);
	const {room, chosen, first} = pickerWindow(state.choice, length, around.height);
	if (kind === 'wheel') return choose(state, chosen + notch * steps, length);
	const choice = first + row - 1;
	if (kind !== 'press' || row < 1 || row > room || choice >= length) return stay(state);
	return update({...state, choice}, 'return', around);
}

/** Where a press may end something it chooses, and another one on what is chosen takes it; a row of a long list, which moves, is taken at once. One beside the list closes it. */
function inList(state: ScreenState, {kind, row, steps}: MouseReport, around: Surroundings): Updated {
	const {height, top, first, count} = listPlan(state, around);
	const long = state.mode === 'restore' || state.mode === 'presets';
	const total = long ? lengthOf(state, around) : count;
	if (kind === 'wheel') return choose(state, state.choice + steps, total);
	if (kind !== 'press') return stay(state);
	if (row < around.height - height) return update(state, 'escape', around);
	const choice = first + row - top;
	if (row < top || choice >= first + count) return stay(state);
	const taken = long || choice === state.choice;
	return taken ? update({...state, choice}, 'return', around) : stay({...state, choice});
}

function choose(state: ScreenState, wanted: number, length: number): Updated {
	const choice = Math.max(0, Math.min(wanted, length - 1));
	return stay(choice === state.choice ? state : {...state, choice});
}
