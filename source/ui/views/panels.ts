import {showsRecorded} from '../recorded-state.ts';
import type {ScreenState, Surroundings} from '../state.ts';
import {isHistory} from './history.ts';
import {type InPlace, livePanels} from './live-layout.ts';

/** What stands in the place of the Live view's panels. */
export const inPlaceOf = (
	{past, recorded}: Pick<ScreenState, 'past' | 'recorded'>,
	{settings}: Pick<Surroundings, 'settings'>,
): InPlace => (isHistory(past.history) ? 'history' : showsRecorded({recorded}, {settings}) ? 'recorded' : undefined);

/** How many panels of the view in front can have the focus. */
export function panelCount(
	{view, log, past, recorded}: ScreenState,
	{width, height, settings}: Pick<Surroundings, 'width' | 'height' | 'settings'>,
): number {
	switch (view) {
		case 'live':
			return livePanels(width, height, inPlaceOf({past, recorded}, {settings})).length;
		case 'parameters':
			return 1;
		case 'events':
			return log.detail ? 2 : 1;
		case 'checkpoints':
			return 2;
		case 'graph':
			return 2;
	}
}
