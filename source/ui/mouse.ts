import {overOverlay} from './mouse-overlay.ts';
import type {Drawn} from './mouse-press.ts';
import type {MouseReport} from './mouse-reports.ts';
import {overView} from './mouse-view.ts';
import type {ScreenState, Surroundings, Updated} from './state.ts';
import {stay} from './transitions.ts';

/**
One report of the mouse: the new state of the screen, and what has to be done elsewhere. What lies outside of the terminal is at its border; `drawn`:
what only the picture tells. The very same state comes back when there is nothing to do. Pure.
*/
export function point(state: ScreenState, report: MouseReport, around: Surroundings, drawn: Drawn): Updated {
	const {width, height} = around;
	if (report.button === 'middle' || report.button === 'right' || width < 40 || height < 10) return stay(state);
	const column = Math.max(0, Math.min(report.column, width - 1));
	const row = Math.max(0, Math.min(report.row, height - 1));
	const inside = {...report, column, row};
	return state.mode === 'view' ? overView(state, inside, around, drawn) : overOverlay(state, inside, around);
}
