import type {Frame} from '../../run/protocol.ts';
import type {ScreenState, Surroundings} from '../state.ts';
import type {Theme} from '../theme.ts';
import type {GraphView} from './graph-view.ts';
import type {ChartSource} from './live-chart.ts';
import type {LiveView} from './live-view.ts';

/** What a view is drawn from. */
export interface ScreenContext {
	/** The frame to show; the frozen one when the display is. */
	readonly frame: Frame;
	readonly state: ScreenState;
	readonly around: Surroundings;
	readonly theme: Theme;
	readonly live: LiveView;
	readonly graph: GraphView;
	readonly charts: ChartSource;
}
