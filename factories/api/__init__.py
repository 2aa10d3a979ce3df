"""The API of the factories floor: reads for every resource, a named endpoint per verb.

The verbs are the pages' own actions; whoever may not do one gets 404, whoever comes too late or
writes what cannot be gets 409 or 422 with the sentence that the page shows.
"""

from rest_framework.routers import SimpleRouter

from factories.api import agreements, buyers, imports, people, places, services

router = SimpleRouter()
router.register("factories", places.FactoryViews, basename="factory")
router.register("agreements", agreements.AgreementViews, basename="agreement")
router.register("cycles", places.CycleViews, basename="cycle")
router.register("designations", places.DesignationViews, basename="designation")
router.register("advisors", places.AdvisorViews, basename="advisor")
router.register("anti-bribery-signatures", places.SignatureViews, basename="anti-bribery-signature")
router.register("opening-meetings", places.OpeningMeetingViews, basename="opening-meeting")
router.register("files", places.FileViews, basename="file")
router.register("groups", places.GroupViews, basename="group")
router.register("group-factories", places.GroupFactoryViews, basename="group-factory")
router.register("grants", places.GrantViews, basename="grant")
router.register("buyers", buyers.BuyerViews, basename="buyer")
router.register("buyer-links", buyers.BuyerLinkViews, basename="buyer-link")
router.register("access-forms", buyers.AccessFormViews, basename="access-form")
router.register("registrations", buyers.RegistrationViews, basename="registration")
router.register("messages", people.MessageViews, basename="message")
router.register("undelivered", people.UndeliveredViews, basename="undelivered")
router.register("webhooks", people.WebhookViews, basename="webhook")
router.register("webhook-deliveries", people.WebhookDeliveryViews, basename="webhook-delivery")
router.register("memberships", people.MembershipViews, basename="membership")
router.register("absences", people.AbsenceViews, basename="absence")
router.register("imports", imports.BatchViews, basename="import")
router.register("import-rows", imports.RowViews, basename="import-row")
router.register("factory-facts", services.FactoryFactViews, basename="factory-fact")
router.register("service-exceptions", services.ServiceExceptionViews, basename="service-exception")
