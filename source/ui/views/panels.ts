import type {ScreenState, Surroundings} from '../state.ts';
import {isHistory} from './history.ts';
import {livePanels} from './live-layout.ts';

/** How many panels of the view in front can have the focus. */
export function panelCount(
	{view, log, past}: ScreenState,
	{width, height}: Pick<Surroundings, 'width' | 'height'>,
): number {
	switch (view) {
		case 'live':
			return livePanels(width, height, isHistory(past.history)).length;
		case 'events':
			return log.detail ? 2 : 1;
		case 'checkpoints':
			return 2;
		case 'graph':
			return 2;
	}
}
