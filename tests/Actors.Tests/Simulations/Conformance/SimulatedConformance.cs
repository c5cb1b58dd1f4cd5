using Actors.Tests.Conformance;
using Actors.Tests.Conformance.Faults;

namespace Actors.Tests.Simulations.Conformance;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedAffinityTests : AffinityTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedAsyncGetTests : AsyncGetTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedAsyncTests : AsyncTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedBackgroundToUiTests : BackgroundToUiTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedBudgetUpdateTests : BudgetUpdateTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedChannelTests : ChannelTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedCompletionTests : CompletionTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedCoroutineTests : CoroutineTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedConflationTests : ConflationTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedCurrentTests : CurrentTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedDeferTests : DeferTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedErrorMessageTests : ErrorMessageTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedEscalationTests : EscalationTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedEventRouteTests : EventRouteTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedEventStreamEndTests : EventStreamEndTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedEventStreamKeepTests : EventStreamKeepTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedEventStreamTests : EventStreamTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedEventTests : EventTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedEventWaitTests : EventWaitTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedExitOrderTests : ExitOrderTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedFamilyEndTests : FamilyEndTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedFlowStressTests : FlowStressTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedFlowTests : FlowTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedForeignCodeTests : ForeignCodeTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedForgottenWaitTests : ForgottenWaitTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedFutureTests : FutureTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedHoldDispatcherTests : HoldDispatcherTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedHoldEndTests : HoldEndTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedHoldOwnerTests : HoldOwnerTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedHoldStressTests : HoldStressTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedHoldTests : HoldTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedHoldTimerTests : HoldTimerTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedJobControlTests : JobControlTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedJobThrowTests : JobThrowTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedJobEndTests : JobEndTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedJobGroupTests : JobGroupTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedJobHoldTests : JobHoldTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedJobProgressTests : JobProgressTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedJobStepTests : JobStepTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedJobStressTests : JobStressTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedJobTests : JobTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedLaterTests : LaterTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedLeftBehindTests : LeftBehindTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedLifecycleTests : LifecycleTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedListenerErrorTests : ListenerErrorTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedListenerTests : ListenerTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedListenerWaitTests : ListenerWaitTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedLoopCallTests : LoopCallTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedLoopRunTests : LoopRunTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedLoopCloseTests : LoopCloseTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedLoopStressTests : LoopStressTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedLoopTaskTests : LoopTaskTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedLoopTaskCancelTests : LoopTaskCancelTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedLoopTimerTests : LoopTimerTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedMailboxDeliveryTests : MailboxDeliveryTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedMailboxHeldTests : MailboxHeldTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedMailboxStressTests : MailboxStressTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedMailboxTests : MailboxTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedMailboxWaitEndTests : MailboxWaitEndTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedMailboxWaitTests : MailboxWaitTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedMainFlowTests : MainFlowTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedMainStopTests : MainStopTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedMainWorkerTests : MainWorkerTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedOptOutTests : OptOutTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedOutsideWaitTests : OutsideWaitTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedParentChildTests : ParentChildTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedPauseTests : PauseTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedPauseWaitTests : PauseWaitTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedPolledMainTests : PolledMainTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedRejectTests : RejectTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedRestartChildrenTests : RestartChildrenTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedRestartClearingTests : RestartClearingTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedRestartEndTests : RestartEndTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedRestartQueueTests : RestartQueueTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedRestartTests : RestartTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedResultWaitTests : ResultWaitTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedRunOnCurrentThreadTests : RunOnCurrentThreadTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedScopeEndTests : ScopeEndTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedScopeTests : ScopeTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedShutdownTests : ShutdownTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedSlowCodeTests : SlowCodeTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedStatusTests : StatusTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedStopTests : StopTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedStoppingTokenTests : StoppingTokenTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedSupervisionTests : SupervisionTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedSwallowedExitTests : SwallowedExitTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedTimerTests : TimerTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedUnlistenTests : UnlistenTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedUpdateTests : UpdateTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedWaitRingTests : WaitRingTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedWaitTaskTests : WaitTaskTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedWaitTests : WaitTests;

[OnEngine<SimulatedTestEngine>]
public sealed class SimulatedWorkerExitTests : WorkerExitTests;
