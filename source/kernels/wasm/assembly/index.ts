export {uniteGained} from './components';
export {digest} from './digest';
export {quit, runAlone, runShared, work} from './pool';
