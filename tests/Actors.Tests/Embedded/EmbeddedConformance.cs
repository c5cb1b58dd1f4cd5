using Actors.Tests.Conformance;
using Actors.Tests.Conformance.Faults;

namespace Actors.Tests.Embedded;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedAffinityTests : AffinityTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedAsyncGetTests : AsyncGetTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedAsyncTests : AsyncTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedBackgroundToUiTests : BackgroundToUiTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedBudgetUpdateTests : BudgetUpdateTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedChannelTests : ChannelTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedCompletionTests : CompletionTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedCoroutineTests : CoroutineTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedConflationTests : ConflationTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedCurrentTests : CurrentTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedDeferTests : DeferTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedErrorMessageTests : ErrorMessageTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedEscalationTests : EscalationTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedEventRouteTests : EventRouteTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedEventStreamEndTests : EventStreamEndTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedEventStreamKeepTests : EventStreamKeepTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedEventStreamTests : EventStreamTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedEventTests : EventTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedEventWaitTests : EventWaitTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedExitOrderTests : ExitOrderTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedFamilyEndTests : FamilyEndTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedFlowStressTests : FlowStressTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedFlowTests : FlowTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedForeignCodeTests : ForeignCodeTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedForgottenWaitTests : ForgottenWaitTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedFutureTests : FutureTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedHoldDispatcherTests : HoldDispatcherTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedHoldEndTests : HoldEndTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedHoldOwnerTests : HoldOwnerTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedHoldStressTests : HoldStressTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedHoldTests : HoldTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedHoldTimerTests : HoldTimerTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedJobControlTests : JobControlTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedJobThrowTests : JobThrowTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedJobEndTests : JobEndTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedJobGroupTests : JobGroupTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedJobHoldTests : JobHoldTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedJobProgressTests : JobProgressTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedJobStepTests : JobStepTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedJobStressTests : JobStressTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedJobTests : JobTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedLaterTests : LaterTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedLeftBehindTests : LeftBehindTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedLifecycleTests : LifecycleTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedListenerErrorTests : ListenerErrorTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedListenerTests : ListenerTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedListenerWaitTests : ListenerWaitTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedLoopCallTests : LoopCallTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedLoopRunTests : LoopRunTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedLoopCloseTests : LoopCloseTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedLoopStressTests : LoopStressTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedLoopTaskTests : LoopTaskTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedLoopTaskCancelTests : LoopTaskCancelTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedLoopTimerTests : LoopTimerTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedMailboxDeliveryTests : MailboxDeliveryTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedMailboxHeldTests : MailboxHeldTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedMailboxStressTests : MailboxStressTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedMailboxTests : MailboxTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedMailboxWaitEndTests : MailboxWaitEndTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedMailboxWaitTests : MailboxWaitTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedMainFlowTests : MainFlowTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedMainStopTests : MainStopTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedMainWorkerTests : MainWorkerTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedOptOutTests : OptOutTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedOutsideWaitTests : OutsideWaitTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedParentChildTests : ParentChildTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedPauseTests : PauseTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedPauseWaitTests : PauseWaitTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedPolledMainTests : PolledMainTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedRejectTests : RejectTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedRestartChildrenTests : RestartChildrenTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedRestartClearingTests : RestartClearingTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedRestartEndTests : RestartEndTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedRestartQueueTests : RestartQueueTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedRestartTests : RestartTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedResultWaitTests : ResultWaitTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedRunOnCurrentThreadTests : RunOnCurrentThreadTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedScopeEndTests : ScopeEndTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedScopeTests : ScopeTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedShutdownTests : ShutdownTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedSlowCodeTests : SlowCodeTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedStatusTests : StatusTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedStopTests : StopTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedStoppingTokenTests : StoppingTokenTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedSupervisionTests : SupervisionTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedSwallowedExitTests : SwallowedExitTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedTimerTests : TimerTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedUnlistenTests : UnlistenTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedUpdateTests : UpdateTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedWaitRingTests : WaitRingTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedWaitTaskTests : WaitTaskTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedWaitTests : WaitTests;

[OnEngine<EmbeddedTestEngine>]
public sealed class EmbeddedWorkerExitTests : WorkerExitTests;
